"""Keeping an office alive: its backup, and bringing it back."""
