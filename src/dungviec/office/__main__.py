"""``python -m dungviec.office <command>``: Django's management commands with the office's settings."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dungviec.office.settings")
    execute_from_command_line(["dungviec.office", *sys.argv[1:]])
