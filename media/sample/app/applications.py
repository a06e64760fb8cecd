"""What a board's application form is filled in with."""
from app.models import PaymentMethod, Provider


def address_lines(provider: Provider) -> list[str]:
    return [provider.home_address or '', f'{provider.home_city}, {provider.home_state} {provider.home_zip}']


def pays_with(methods: list[PaymentMethod]) -> str:
    return methods[0].token
