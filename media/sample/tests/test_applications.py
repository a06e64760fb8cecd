from app.applications import address_lines
from app.models import Provider


def test_address_lines() -> None:
    provider = Provider(home_address='1 Main St', home_city='Reno', home_state='NV', home_zip='89501')
    assert address_lines(provider) == ['1 Main St', 'Reno, NV 89501']
