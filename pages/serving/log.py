"""What the server writes on its console: one JSON object a line."""

import json
import logging
import re
from datetime import UTC, datetime

import streamlit.logger

# What JSON leaves as it is, and that a reader of the console takes for an order (DEL, CSI…), for the end of a line, or for the sense of what follows.
SWAYING = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class JsonLines(logging.Formatter):
    """One JSON object per line, in UTC, with the incident number, or the security event and whose it is, when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "event": getattr(record, "event", None),
            "address": getattr(record, "address", None),
            "person": getattr(record, "person", None),
            "incident": getattr(record, "incident", None),
            "traceback": self.formatException(record.exc_info) if record.exc_info else None,
        }
        written = json.dumps({key: value for key, value in line.items() if value is not None}, ensure_ascii=False, allow_nan=False)
        return SWAYING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)


LOG = logging.getLogger("studio")


def _as_ours(logger: logging.Logger) -> None:
    """Let a logger of Streamlit write through our handler, instead of its own, which writes text."""
    logger.handlers, logger.propagate = [], True


def set_up_log() -> None:
    """Send what is logged, by us, by Streamlit and by the web server, to the console as JSON lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(logging.WARNING)  # below that, uvicorn tells its start and stop in English
    streamlit.logger.setup_formatter = _as_ours  # which Streamlit calls for each of its loggers, those that it has not made yet included
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "streamlit"]:
        _as_ours(logging.getLogger(name))
    # Streamlit prints each traceback before it calls `on_script_error`, which logs it again with the incident number: once is enough.
    logging.getLogger("streamlit.error_util").addFilter(lambda record: record.msg != "Uncaught app execution")
