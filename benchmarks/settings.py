"""The portal as in production, with two addresses more that it is measured against."""

from fujian_portal.settings import *

ROOT_URLCONF = "benchmarks.urls"
