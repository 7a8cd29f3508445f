"""Service providers of Azerbaijan; supervisors add addresses and verify the rows."""

from casework.directory.seeds.tables import Row, row

BAKU = {"time_zone": "Asia/Baku"}

PROVIDERS: list[Row] = [
    row("azercell", "Azercell Telecom", "Azercell Telekom", service="mobile", **BAKU),
    row("bakcell", "Bakcell", "Bakcell", service="mobile", **BAKU),
    row("azerfon", "Azerfon (Nar)", "Azərfon (Nar)", service="mobile", **BAKU),
    row("delta-telecom", "Delta Telecom", "Delta Telekom", service="backbone", **BAKU),
    row("azertelecom", "AzerTelecom", "AzerTelekom", service="backbone", **BAKU),
    row("aztelekom", "Aztelekom", "Aztelekom", service="internet", **BAKU),
    row(
        "baktelecom",
        "Baktelecom",
        "Baktelekom",
        service="internet",
        **BAKU,
    ),
    row("ultel", "Ultel", "Ultel", service="internet", **BAKU),
]

OTHER_NAMES: list[tuple[str, Row]] = [
    ("azerfon", {"name": "Nar"}),
    ("azerfon", {"name": "Nar Mobile"}),
    ("baktelecom", {"name": "Bakı Telefon Rabitəsi"}),
    ("baktelecom", {"name": "BTRİB"}),
]
