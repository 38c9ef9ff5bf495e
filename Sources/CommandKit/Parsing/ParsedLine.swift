/// What a command line asks for, once it has been understood.
package enum ParsedLine: Sendable {
  /// Run the last command of the path.
  case run(path: [Command], values: ParsedValues)
  /// Explain the last command of the path.
  case help(path: [Command])
  /// Say which version this is.
  case version
}
