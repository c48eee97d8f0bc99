"""What the server writes on its console: one JSON object a line."""

import json
import logging
from datetime import UTC, datetime


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
        return json.dumps({key: value for key, value in line.items() if value is not None}, ensure_ascii=False, allow_nan=False)


LOG = logging.getLogger("studio")


def set_up_log() -> None:
    """Send every warning, ours and the web server's, to the console as a JSON line."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(logging.WARNING)  # below that, uvicorn tells its start and stop in English
    # Streamlit prints each traceback before it calls `on_script_error`, which logs it again with the incident number: once is enough.
    logging.getLogger("streamlit.error_util").addFilter(lambda record: record.msg != "Uncaught app execution")
