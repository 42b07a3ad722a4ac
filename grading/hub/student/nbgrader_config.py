"""What nbgrader knows in a student's server: the course's name and the exchange."""

import os

from nbgrader.auth import JupyterHubAuthPlugin

c = get_config()  # noqa: F821 - traitlets gives this name to a configuration file
c.CourseDirectory.course_id = "kuleshov"
c.Exchange.root = os.environ["KULESHOV_EXCHANGE"]
c.Exchange.path_includes_course = False
c.Authenticator.plugin_class = JupyterHubAuthPlugin
