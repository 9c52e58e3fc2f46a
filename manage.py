#!/usr/bin/env python
"""Counterclaim's command line: `manage.py help` lists the commands."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:  # no server, a wrong password, no tables
        if "--traceback" in sys.argv:
            raise
        words = " ".join(str(error).split())
        sys.exit(f"The database cannot be used (see DATABASE_URL; is it migrated?): {words}")
