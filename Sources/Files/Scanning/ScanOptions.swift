package import Core

/// What a scan lists and what it passes over.
package struct ScanOptions: Hashable, Sendable {
  /// Globs of which a file, or a folder above it, must match at least one; empty: every file.
  /// Without a slash a glob matches a name at any depth, with one it matches from the root of the
  /// scan; `**`, `*`, `?`, `[…]` and `{a,b}` are understood.
  package var include: [String] = []
  /// Globs of files and folders that are left out, in the same syntax; they win over ``include``.
  package var exclude: [String] = []
  /// Files of this name in any scanned folder say, in the syntax of gitignore(5), what to leave out
  /// there and below; empty: none are read.
  package var ignoreFileName = ".semblanceignore"
  /// Whether files and folders whose names begin with a dot are listed.
  package var includesHidden = false
  /// In bytes; smaller files are left out silently. Empty files are always reported as issues.
  package var minimumSize: Int64 = 1
  /// Whether symbolic links are followed. What a link leads to is listed once, and under its real
  /// name if it has one below the roots.
  package var followsSymlinks = false
  /// Lower-case extensions without the dot; empty: every file.
  package var extensions: Set<String> = ScanOptions.pictureExtensions
  /// Names (any case; `*` and `?` allowed) of folders that are never entered: system, trash and
  /// cache folders.
  package var excludedFolderNames: Set<String> = ScanOptions.systemFolderNames

  package init() {}

  /// Checks the globs.
  ///
  /// - Throws: `glob.malformed`.
  package func validate() throws(Fault) { _ = try ScanRules(self) }
}
