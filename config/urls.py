"""Where each page is. tests/desk/test_sign_in_required.py lists what an outsider may open."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from casework.desk import demo_clock, health, mailbox, metrics
from config.mailcatcher import mail_folder

urlpatterns = [
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("healthz/reminders", health.reminders, name="reminders_alive"),
    path("metrics", metrics.metrics, name="metrics"),
    path("account/", include("casework.desk.account_urls")),
    path("administration/", admin.site.urls),
    path("favicon.ico", health.favicon),
    path("contact-point/", include("contact_point.urls")),
    path("legal-assistance/", include("mla.urls")),
    path("", include("casework.urls")),
]
if settings.DEMO:
    # The desk knows nothing of the demonstration's mail server: it is told where the mails are.
    kept = {"folder": mail_folder}
    urlpatterns += [
        path("mailbox/", mailbox.mailbox, kept, name="mailbox"),
        path("mailbox/<str:name>/", mailbox.mail, kept, name="mailbox_mail"),
        path("demo/clock/", demo_clock.demo_clock, name="demo_clock"),
    ]

handler400 = "casework.desk.errors.bad_request"
handler403 = "casework.desk.errors.forbidden"
handler404 = "casework.desk.errors.not_found"
handler500 = "casework.desk.errors.server_error"
