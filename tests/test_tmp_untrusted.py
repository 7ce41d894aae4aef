import pytest
from tests.test_untrusted import *
from tests.test_untrusted import hostile
from tests import reading as r
from tests import test_untrusted as u
for n in [n for n in dir() if n.startswith("test_")]: del globals()[n]
OLD = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
    .every(chart => chart.querySelector('.main-svg'))"""
@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("i", range(3))
def test_x(browser, hostile, i, old, monkeypatch):
    if old: monkeypatch.setattr(r, "PAINTED", OLD)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    context.set_default_timeout(60000)
    told = []
    r.watch(context, told)
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 8})
    visit(page, hostile, "customer_service")
    try:
        unharmed(page)
    finally:
        print(i, old, [t for t in told if not t.startswith("request 127")])
        context.close()
