/// What a shell offers where a value is expected.
package enum CompletionHint: Hashable, Sendable {
  /// Nothing can be guessed.
  case none
  /// Names of files (and folders on the way to them).
  case file
  /// Names of folders.
  case folder
  /// The choices of the value's type.
  case choices
}
