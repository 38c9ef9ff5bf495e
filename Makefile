.DEFAULT_GOAL := help
.PHONY: help up down test check bench docs seed web e2e clean
SWIFT ?= swift
export SWIFT

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: bootstrap runtime web ## build, index the sample library, and open the web app on it
	@tools/seed.sh
	@tools/up.sh

down: ## stop the server that `make up` started
	@tools/down.sh

web: ## build the web app into web/dist
	@web/tools/deps.sh
	@node web/build.mjs

test: bootstrap runtime ## run every test; skipped ones are named with the reason
	@tools/all-tests.sh

e2e: bootstrap ## the tests in a browser alone
	@web/tools/test.sh e2e

check: bootstrap ## formatting, types, lint, and scripts that parse
	@$(SWIFT) format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift
	@for script in tools/*.sh Benchmarks/*.sh .ci/run; do sh -n $$script || exit 1; done
	@web/tools/check.sh
	@echo "check: clean"

bench: bootstrap ## compare speed and accuracy with peers (needs python3-venv and PyPI)
	@Benchmarks/bench.sh

docs: ## write the command reference
	@$(SWIFT) build --product semblance
	@$$($(SWIFT) build --show-bin-path)/semblance documentation reference > docs/cli-reference.md

seed: bootstrap ## make the sample library in .sample/library
	@tools/seed.sh

clean: ## remove what was built and seeded
	@tools/down.sh
	rm -rf .build .sample .bench web/dist web/node_modules

.PHONY: bootstrap runtime
runtime: bootstrap
	@tools/runtime.sh || true
bootstrap:
	@tools/bootstrap.sh
