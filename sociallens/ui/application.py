"""The dashboard as an application that any server can run."""

import runpy
from contextlib import chdir

from streamlit import App, config

from sociallens import settings


def application() -> App:
    """What `app.py` declares, under the configuration that stands beside it.

    Streamlit looks for `.streamlit/config.toml` in the current folder and reads it once; whose
    folder the command was started in must not decide how the dashboard behaves.
    """
    with chdir(settings.ROOT):
        config.get_config_options(force_reparse=True)
        app: App = runpy.run_path(str(settings.ROOT / "app.py"))["app"]
    return app
