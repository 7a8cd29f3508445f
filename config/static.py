"""Static files with hashed names for a real site."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class DeskStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Leaves source maps alone: Tabler's files name maps that its package does not ship."""

    patterns = tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
    )
