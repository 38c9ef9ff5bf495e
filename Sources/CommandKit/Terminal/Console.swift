package import Core
import Synchronization

/// The two streams of a command: results on standard output, everything else on standard error.
///
/// Safe to use from any thread. Results are buffered when nobody watches them appear; a progress
/// line is taken off the terminal before other text is written, and put back after it.
package final class Console: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var liveLine = ""
  }

  package let outputTraits: TerminalTraits
  package let errorTraits: TerminalTraits
  package let outputStyles: Styles
  package let errorStyles: Styles
  /// Whether remarks and progress are left out.
  package let isQuiet: Bool

  private let output: any OutputSink
  private let errors: any OutputSink
  private let state = Mutex(State())
  private static let bufferSize = 1 << 16

  /// - Parameters:
  ///   - outputTraits: what `output` can show; looked up when `nil`. Likewise `errorTraits`.
  package init(
    output: any OutputSink = DescriptorSink.standardOutput,
    errors: any OutputSink = DescriptorSink.standardError, environment: Environment = .process,
    color: ColorPreference = .automatic, isQuiet: Bool = false,
    outputTraits: TerminalTraits? = nil, errorTraits: TerminalTraits? = nil
  ) {
    func traits(_ sink: any OutputSink) -> TerminalTraits {
      TerminalTraits(descriptor: sink.descriptor, environment: environment, preference: color)
    }
    self.output = output
    self.errors = errors
    self.isQuiet = isQuiet
    self.outputTraits = outputTraits ?? traits(output)
    self.errorTraits = errorTraits ?? traits(errors)
    outputStyles = Styles(areOn: self.outputTraits.hasColors)
    errorStyles = Styles(areOn: self.errorTraits.hasColors)
  }

  // MARK: Results

  /// Writes bytes to standard output, as they are.
  ///
  /// - Throws: ``OutputClosed`` when nobody reads them any more. A command that only lists things
  ///   passes it on, and the program ends quietly; a command that changes things does so first, and
  ///   prints afterwards.
  package func write(_ bytes: [UInt8]) throws {
    try state.withLock { state in
      state.pending += bytes
      if outputTraits.isInteractive || state.pending.count >= Self.bufferSize {
        try flush(&state)
      }
    }
  }

  package func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes a line to standard output.
  package func print(_ line: String = "") throws { try write(line + "\n") }

  /// Writes out what is buffered.
  package func flush() throws { try state.withLock { try flush(&$0) } }

  /// Ends the output: the progress line goes, and what is buffered is written.
  package func finish() throws {
    showLiveLine("")
    try flush()
  }

  private func flush(_ state: inout State) throws {
    guard !state.pending.isEmpty else { return }
    let bytes = state.pending
    state.pending = []
    let hidesLine = outputTraits.isInteractive && !state.liveLine.isEmpty
    if hidesLine { writeError(Self.eraseLine) }
    try output.write(bytes)
    // A result that stopped in the middle of a line would be overwritten by the progress line.
    if hidesLine, bytes.last == UInt8(ascii: "\n") { writeError(state.liveLine) }
  }

  // MARK: Remarks

  /// A remark for the person; nothing when quiet.
  package func note(_ text: String) {
    if !isQuiet { writeRemark(text) }
  }

  /// Something went less well than it should have.
  package func warning(_ text: String) {
    writeRemark(errorStyles("warning:", .warning) + " " + text)
  }

  /// Something failed.
  package func failure(_ text: String) {
    writeRemark(errorStyles("error:", .failure) + " " + text)
  }

  /// A line that belongs to the failure or warning above; shown when quiet too.
  package func detail(_ text: String) { writeRemark(text) }

  /// What to do about the failure or warning above.
  package func hint(_ text: String) { writeRemark("  " + errorStyles(text, .faint)) }

  /// A fault with its remedy; a bug asks to be reported.
  package func report(_ fault: Fault) {
    var bare = fault
    bare.remedy = ""
    failure(bare.description)
    if !fault.remedy.isEmpty { hint(fault.remedy) }
    if fault.source == .bug {
      hint("This is a mistake in the program (\(fault.code)); please report it.")
    }
  }

  private func writeRemark(_ text: String) {
    state.withLock { state in
      // Results that were printed before the remark are seen before it.
      if outputTraits.isInteractive { try? flush(&state) }
      let hidden = state.liveLine.isEmpty ? "" : Self.eraseLine
      writeError(hidden + text + "\n" + state.liveLine)
    }
  }

  // MARK: Progress

  /// Shows a line that is redrawn in place, instead of the last one; an empty one removes it. Does
  /// nothing when standard error is no terminal.
  func showLiveLine(_ line: String) {
    guard errorTraits.isInteractive else { return }
    state.withLock { state in
      guard line != state.liveLine else { return }
      state.liveLine = line
      writeError(Self.eraseLine + line)
    }
  }

  /// To the start of the line, and erase to its end (ECMA-48 EL).
  private static let eraseLine = "\r\u{1B}[K"

  /// Standard error is the last resort: when it fails there is nobody left to tell.
  private func writeError(_ text: String) { try? errors.write(Array(text.utf8)) }
}
