"""Features are collected as tests, by the plugin that whoever embeds the library uses."""

pytest_plugins = ["laeringslopp.testing.bdd"]
