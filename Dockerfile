FROM python:3.11-slim

RUN useradd --create-home --uid 10001 unsit
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY scheduler scheduler
COPY content content
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && mkdir /data && chown unsit /data

USER unsit
ENV DATA_DIR=/data LOG_FORMAT=json PORT=8080
VOLUME /data
EXPOSE 8080
# Unhealthy also while Telegram is away: nothing to start it again for.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os; from urllib.request import urlopen; urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
CMD ["unsit", "run"]
