"""The administration's place in Django."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Puts our site in the place of Django's."""

    default_site = "config.admin.DeskAdminSite"
