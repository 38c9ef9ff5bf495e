.DEFAULT_GOAL := help
.PHONY: help up test check bench docs seed clean
SWIFT ?= swift
export SWIFT

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: bootstrap runtime ## build, index the sample library and show its duplicates
	@tools/seed.sh
	@tools/up.sh

test: bootstrap runtime ## run every test; skipped ones are named with the reason
	@tools/test.sh

check: bootstrap ## formatting, and scripts that parse
	@$(SWIFT) format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift
	@for script in tools/*.sh Benchmarks/*.sh .ci/run; do sh -n $$script || exit 1; done
	@echo "check: clean"

bench: bootstrap ## compare speed and accuracy with peers (needs python3-venv and PyPI)
	@Benchmarks/bench.sh

docs: ## write the command reference
	@$(SWIFT) build --product semblance
	@$$($(SWIFT) build --show-bin-path)/semblance documentation reference > docs/cli-reference.md

seed: bootstrap ## make the sample library in .sample/library
	@tools/seed.sh

clean: ## remove what was built and seeded
	rm -rf .build .sample .bench

.PHONY: bootstrap runtime
runtime: bootstrap
	@tools/runtime.sh || true
bootstrap:
	@tools/bootstrap.sh
