# An image with `hiker` alone: static, without a shell, for a user without rights. Roots of TLS come from the base image.
#     docker build -t hiker .
#     docker run --rm -e HIKERAPI_TOKEN hiker user by-username natgeo
#     docker run --rm -e HIKERAPI_TOKEN --user "$(id -u):$(id -g)" -v "$PWD:/data" hiker \
#         user followers-chunk 787132 --all --budget 50 -o out.parquet
# `--user` lets it write in your folder: its own user is 65532. A budget of the day (`HIKER_BUDGET_PER_DAY`) is kept in the
# container: with `--rm`, mount a folder and name it in `XDG_STATE_HOME`.
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev gcc make
WORKDIR /src
COPY . .
# The toolchain of the image, and not that of rust-toolchain.toml, which has tools for development. What was compiled before is
# kept from build to build.
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    rm -f rust-toolchain.toml && cargo build --release --locked --package hikerapi-cli && cp target/release/hiker /hiker

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /hiker /usr/local/bin/hiker
WORKDIR /data
ENTRYPOINT ["/usr/local/bin/hiker"]
