"""Thin doors to engines that run over many machines; all go through :mod:`normalise.plugins.arrow`."""
