#!/usr/bin/env python3
"""Writes Sources/Embeddings/Texts/HTMLEntityTable.swift from Python's copy of the WHATWG's list.

    tools/make_html_entities.py > Sources/Embeddings/Texts/HTMLEntityTable.swift
"""
import html.entities

names = html.entities.html5
words = []
for name in sorted(n for n in names if n.endswith(";")):
    code = ".".join(format(ord(c), "x") for c in names[name])
    # A mark: the name is also known without its semicolon.
    words.append(name[:-1] + ("!" if name[:-1] in names else "=") + code)
assert all((n + ";") in names for n in names if not n.endswith(";"))
print("// Made by tools/make_html_entities.py: do not edit.")
print("//")
print("// The named character references of HTML (WHATWG, HTML Living Standard, 13.5). A word is a name,")
print("// '!' where it is also known without a semicolon or '=' where it is not, and its code points in")
print("// hexadecimal, separated by '.'.")
print("enum HTMLEntityTable {")
print('  static let words: StaticString = """')
line = ""
for word in words:
    if len(line) + 1 + len(word) > 94:
        print("    " + line + " \\")
        line = word
    else:
        line = (line + " " + word).strip()
print("    " + line)
print('    """')
print("}")
