"""Login cards: what a person logs in with, made new and shown once. The vault keeps only hashes.

Nobody chooses words or codes, and nobody can look old ones up. Whoever lost a card or a device gets
new ones; what worked before ends with them, the stay under way included, and the log says that it
happened.
"""

import asyncio
from typing import Final

from protocol.accounts import RenewCard
from protocol.rights import STAFF
from protocol.units import AccountId
from server.loop import Loop
from server.passphrases import new_login_id, new_passphrase, normal_passphrase
from server.totp import new_seed, setup_link
from server.vault import Vault
from server.vault_logins import hash_passphrase

WORDS: Final = "words"
CODE: Final = "code"


class CardRefused(Exception):
    """Why there is no new card, in one word that the UI can translate."""


class Cards:
    """Makes login cards. Hashing takes its time on purpose, so it happens in a thread."""

    def __init__(self, vault: Vault, loop: Loop) -> None:
        self._vault, self._loop = vault, loop

    async def first(self, account: AccountId, *, staff: bool) -> dict[str, str]:
        """The first card of a person: login id, words, for staff the secret of a code."""
        return await asyncio.to_thread(self._make, account, words=True, code=staff)

    async def renew(self, account: AccountId, what: str) -> dict[str, str]:
        """New words or a new code; what was there before stops working now.

        Raises:
            CardRefused: nobody has this account, or no code belongs to it.
        """
        person = self._loop.school.accounts.get(account)
        if person is None:
            raise CardRefused("no_such_account")
        if what == CODE and person.role not in STAFF:
            raise CardRefused("no_code_needed")
        if self._loop.read_only:
            raise CardRefused("read_only")
        answer = await self._loop.inbox.ask(RenewCard(account))
        if answer.reason is not None:
            raise CardRefused(answer.reason)
        made = await asyncio.to_thread(self._make, account, words=what == WORDS, code=what == CODE)
        name = self._loop.school.words[account].name
        return {"role": person.role.value, "account": account, "name": name, **made}

    def _make(self, account: AccountId, *, words: bool, code: bool) -> dict[str, str]:
        logins = self._vault.logins
        login_id = logins.login_id_of(account) or new_login_id()
        while not logins.add_login_id(login_id, account):
            login_id = new_login_id()
        card = {"login_id": login_id}
        if words:
            passphrase = new_passphrase()
            logins.set_passphrase_hash(account, hash_passphrase(normal_passphrase(passphrase)))
            card["passphrase"] = passphrase
        if code:
            seed = new_seed()
            logins.set_totp_seed(account, seed)
            card["code_link"] = setup_link(seed, login_id)
        # A lost device is known no more: guesses from it wait like a stranger's.
        self._vault.sessions.forget_devices_of(account)
        return card
