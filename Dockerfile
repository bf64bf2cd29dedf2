# A lab for a network of containers:
#   docker build -t loginlab .
#   docker run --rm -p 127.0.0.1:4400:4400 -e LOGINLAB_TOKEN=choose-one loginlab
# Another address or other personas: docker run … loginlab serve --host 0.0.0.0 --port 8080 --persona google
# (the port of the health check is LOGINLAB_PORT).
FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --ignore-scripts --pack-destination /tmp && mv /tmp/loginlab-*.tgz /tmp/loginlab.tgz

FROM node:24-slim
COPY --from=build /tmp/loginlab.tgz /tmp/loginlab.tgz
RUN npm install --global --ignore-scripts --no-audit --no-fund /tmp/loginlab.tgz && npm cache clean --force && rm /tmp/loginlab.tgz
# Not root: the lab needs no right but to listen.
USER node
WORKDIR /home/node
ENV LOGINLAB_PORT=4400
EXPOSE 4400
# Any answer below 500 is one of the lab.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.LOGINLAB_PORT}/`).then(({ status }) => process.exit(status < 500 ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["loginlab"]
# Beyond loopback the control API wants the token of LOGINLAB_TOKEN, or prints a random one.
CMD ["serve", "--host", "0.0.0.0", "--port", "4400", "--no-console"]
