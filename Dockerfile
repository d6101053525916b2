# syntax=docker/dockerfile:1
# Two stages: pip and its cache stay in the first. The result runs as nobody in particular, on a read-only root,
# with one volume for everything that has to last.

FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY deploy/constraints.txt deploy/
COPY bot bot
COPY knowledge knowledge
# Which of the extras are in the image. "charts,semantic" adds the closer look at doubtful questions, and 110 MB.
ARG EXTRAS=charts
RUN python -m venv /opt/fitbot \
 && /opt/fitbot/bin/pip install --constraint deploy/constraints.txt ".[$EXTRAS]" \
 && /opt/fitbot/bin/pip uninstall --yes pip

FROM python:3.11-slim
COPY --from=build /opt/fitbot /opt/fitbot
RUN groupadd --gid 10001 fitbot \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin fitbot \
 && install -d -o 10001 -g 10001 -m 0700 /data
ENV PATH=/opt/fitbot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    DATA_DIR=/data \
    CACHE_DIR=/data/cache \
    LOG_FORMAT=json
WORKDIR /data
VOLUME /data
USER 10001:10001
STOPSIGNAL SIGTERM
# The heartbeat is touched every 15 seconds while the bot is connected; four missed beats are a sign of trouble.
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=2 \
  CMD ["python", "-c", "import os,sys,time; sys.exit(time.time() - os.stat('/data/heartbeat').st_mtime > 60)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
