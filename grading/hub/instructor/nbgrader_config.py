"""What nbgrader knows in an instructor's server: the course, the class, and the exchange."""

import os
from pathlib import Path

from nbgrader.auth import JupyterHubAuthPlugin

c = get_config()  # noqa: F821 - traitlets gives this name to a configuration file
load_subconfig(  # noqa: F821
    str(Path(os.environ["KULESHOV_HOME"]) / "grading" / "nbgrader_config.py")
)
c.Exchange.root = os.environ["KULESHOV_EXCHANGE"]
c.Authenticator.plugin_class = JupyterHubAuthPlugin
