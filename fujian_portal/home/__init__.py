"""工作台: where a person arrives, and what each role finds there, most urgent first."""

from fujian_portal.home.view import home

__all__ = ["home"]
