FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# No dependency needs its install script, so none gets to run one.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY schemas ./schemas
COPY scripts ./scripts
COPY src ./src
RUN npm run build

FROM node:24-slim
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="sollist" \
      org.opencontainers.image.description="GitOps for the worker syncs of JTL-Wawi" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/node:24-slim"

# For `plan --base`, and for the commit's author and subject in the journal.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends git \
  && rm -rf /var/lib/apt/lists/*

# Everything is bundled into dist, so there is no node_modules; all of it belongs to root and stays as built.
COPY LICENSE package.json /app/
COPY --from=build /src/schemas /app/schemas
COPY --from=build /src/dist /app/dist
COPY ci/comment.js /app/ci/
# For pipelines that run in this image, and for whoever looks into it.
RUN ln -s /app/dist/main.js /usr/local/bin/sollist && ln -s /app/ci/comment.js /usr/local/bin/sollist-comment

# The only place that is written, so that the root file system may be read-only.
RUN install -d -o 1000 -g 1000 /var/lib/sollist
ENV SOLLIST_STATE_DIR=/var/lib/sollist
# A third less memory at the peak for 2 % more CPU. What the heap may be goes with the container's limit: docs/operations.md.
ENV NODE_OPTIONS=--max-semi-space-size=8
ENV MALLOC_ARENA_MAX=1
VOLUME /var/lib/sollist

# syncs/ and sollist.yaml are mounted here. Where that is no checkout, SOLLIST_REVISION names the commit.
WORKDIR /repo
# Numeric, because Kubernetes' runAsNonRoot cannot look up a name.
USER 1000:1000
STOPSIGNAL SIGTERM
# Asks where SOLLIST_LISTEN says; 0.0.0.0 reaches this container itself. Slim images have no curl.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://' + (process.env.SOLLIST_LISTEN || '127.0.0.1:9470') + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD ["run"]
