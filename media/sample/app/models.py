"""The tables that the applications service works with."""
from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Provider(Base):
    __tablename__ = 'providers'

    id: Mapped[int] = mapped_column(primary_key=True)
    home_address: Mapped[str | None] = mapped_column(String(255))
    home_city: Mapped[str | None] = mapped_column(String(100))
    home_state: Mapped[str | None] = mapped_column(String(2))
    home_zip: Mapped[str | None] = mapped_column(String(10))
    weight: Mapped[str | None] = mapped_column(String(20))
    previous_names: Mapped[dict | None] = mapped_column(JSONB)


class PaymentMethod(Base):
    __tablename__ = 'payment_methods'

    id: Mapped[str] = mapped_column(primary_key=True)
    provider_id: Mapped[int | None] = mapped_column(ForeignKey('providers.id'))
    token: Mapped[str] = mapped_column(String(255), unique=True)


class ProviderCredential(Base):
    __tablename__ = 'provider_credentials'

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey('providers.id'))
    expires_on: Mapped[str | None] = mapped_column(Date)
