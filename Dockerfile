# A tag without a digest gets the security updates of its base at each build; pin a digest in your own registry where you need the same bytes.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/bidwright
ENV PATH=/opt/bidwright/bin:$PATH
WORKDIR /src
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY . .
RUN pip install --no-deps --no-build-isolation --no-index . && pip uninstall --yes hatchling

FROM python:3.12-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/bidwright --create-home --shell /usr/sbin/nologin bidwright
COPY --from=build /opt/bidwright /opt/bidwright
ENV PATH=/opt/bidwright/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/var/lib/bidwright HOST=0.0.0.0 PORT=3000
USER bidwright
WORKDIR /var/lib/bidwright
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/livez\", timeout=2)"]
ENTRYPOINT ["bidwright"]
CMD ["serve"]
