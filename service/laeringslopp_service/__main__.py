"""``python -m laeringslopp_service`` serves the register that the environment names."""

from laeringslopp_service.app import serve
from laeringslopp_service.settings import Settings

if __name__ == "__main__":
    serve(Settings.from_environment().register_url)
