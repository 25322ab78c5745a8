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
ENV DATA_DIR=/data LOG_FORMAT=json
VOLUME /data
CMD ["unsit", "run"]
