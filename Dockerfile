# syntax=docker/dockerfile:1

# The stages that install use Node only to run npm: the product runs on the Node 26 it brings along as a package.
FROM node:22.20.0-bookworm-slim AS install
WORKDIR /app
ENV SCARF_ANALYTICS=false \
    NPM_CONFIG_AUDIT=false \
    NPM_CONFIG_FUND=false \
    NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json ./

FROM install AS build
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json .swcrc ./
COPY src ./src
RUN npm run build

FROM install AS production
# What only compilers and debuggers read stays out of the image, a hundred megabytes of it.
RUN npm ci --omit=dev \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM debian:12.12-slim
LABEL org.opencontainers.image.title="Pladsbog" \
      org.opencontainers.image.description="The event-sourced ledger of the Danish market for places on the specialised social area"
RUN groupadd --system --gid 10001 pladsbog \
 && useradd --system --uid 10001 --gid pladsbog --no-create-home --shell /usr/sbin/nologin pladsbog \
 && install --directory --owner=pladsbog --group=pladsbog --mode=0700 /data
WORKDIR /app
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Says how the files are to be loaded.
COPY package.json ./
ENV NODE_ENV=production \
    PATH=/app/node_modules/.bin:$PATH \
    PLADSBOG_DATA=/data \
    PLADSBOG_HOST=0.0.0.0 \
    PLADSBOG_PORT=3000 \
    PLADSBOG_MARKET=none
VOLUME ["/data"]
EXPOSE 3000
USER pladsbog:pladsbog
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PLADSBOG_PORT + '/health/ready').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# Signals reach Node itself, which then stops in order (see docs/operations.md).
STOPSIGNAL SIGTERM
ENTRYPOINT ["node"]
# A larger nursery than V8 gives: most of what a request makes is dead when it is answered, and need not be copied.
CMD ["--max-semi-space-size=64", "dist/main.js"]
