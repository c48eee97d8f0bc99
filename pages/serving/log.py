"""What the server writes on its console: one JSON object a line."""

import json
import logging
from datetime import UTC, datetime

import streamlit.logger


class JsonLines(logging.Formatter):
    """One JSON object per line, in UTC, with the incident number when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "incident": getattr(record, "incident", None),
            "traceback": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({key: value for key, value in line.items() if value is not None}, ensure_ascii=False, allow_nan=False)


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
