"""A server without a free connection is asked again for a while before anybody is told to come back later."""

import logging
import time
from typing import Any

from django.db.backends.postgresql import base

from fujian_portal.busy import NoConnectionLeft

logger = logging.getLogger(__name__)

#: Seconds in which a connection must come free, and between two tries.
PATIENCE, PAUSE = 10.0, 0.2
#: What the server says when it has none left, for all, for the role or for the database; also in Chinese.
NONE_LEFT = (
    "too many clients",
    "too many connections",
    "remaining connection slots",
    "太多的客户",
    "连接太多",
    "剩余连接位置",
    "剩余的连接槽位",
)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Waits up to PATIENCE for a connection to come free. Raises NoConnectionLeft after that."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return super().get_new_connection(conn_params)
            except self.Database.OperationalError as refused:
                if not any(words in str(refused) for words in NONE_LEFT):
                    raise
                if time.monotonic() > until:
                    logger.warning("no database connection left for %s seconds", PATIENCE)
                    raise NoConnectionLeft(str(refused)) from refused
            time.sleep(PAUSE)
