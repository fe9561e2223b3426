# 邻里的镜像:docker build -t linli . 用法见 docs/operating.md。
FROM node:20-slim AS build
WORKDIR /app
# For native packages of which there is nothing ready-made.
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-fund --no-audit
COPY tsconfig.json ./
COPY prisma prisma
COPY commands commands
COPY policies policies
COPY src src
# Database clients and the bundle are made here, so that a start writes nothing but data.
RUN node --input-type=module -e "import { prepare } from './src/setup/setup.mjs'; process.exit(prepare() ? 0 : 1)"
RUN npm prune --omit=dev --no-fund --no-audit

FROM node:20-slim
WORKDIR /app
ENV NODE_ENV=production \
  HTTP_HOST=0.0.0.0 \
  HTTP_PORT=8787
COPY --from=build /app ./
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HTTP_PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: signals have to reach the bot itself.
CMD ["node", "src/setup/linli.mjs", "start"]
