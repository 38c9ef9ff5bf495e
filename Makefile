.PHONY: test check
test:
	swift test
check:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift
