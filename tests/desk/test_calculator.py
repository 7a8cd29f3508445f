"""x"""

def test_x(client, officer):
    client.force_login(officer)
    r = client.get("/calculator/?procedure=contact_point&zone=Asia/Baku&received_at=10:15&received_on=2026-02-03&as_of=2026-02-05")
    assert r.status_code == 200, r
    assert "Fri 13.02.2026" in r.text
