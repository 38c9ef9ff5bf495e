import CommandKit
import Core
import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct ProgramTests {
  @Test func aCommandGetsItsValuesAndPrintsItsResult() async {
    let result = await SampleProgram.run("find -n 3")
    #expect(result.code == .success)
    #expect(result.output == "3\n")
    #expect(result.errors.isEmpty)
  }

  @Test func aFaultIsReportedWithItsRemedy() async {
    let result = await SampleProgram.run("models pull x")
    #expect(result.code == .failure)
    #expect(result.output.isEmpty)
    #expect(result.errors == "error: there is no such model\n  List them.\n")
  }

  @Test func aMistakeOnTheLineIsOneLineAndAHint() async {
    let result = await SampleProgram.run("find --limt 5")
    #expect(
      result.errors == """
        error: there is no option '--limt'; did you mean --limit?
          Try 'sample find --help'.

        """)
  }

  @Test func errorsBecomeExitCodes() {
    #expect(ExitCode(for: UsageError("x")).rawValue == 64)
    #expect(ExitCode(for: Cancelled()).rawValue == 130)
    #expect(ExitCode(for: CancellationError()).rawValue == 130)
    #expect(ExitCode(for: OutputClosed()).rawValue == 0)
    #expect(ExitCode(for: Fault("file.missing", .user, "x")).rawValue == 1)
    #expect(ExitCode(for: Fault("usage.conflict", .user, "x")).rawValue == 64)
    #expect(ExitCode.finished(unreadable: 0).rawValue == 0)
    #expect(ExitCode.finished(unreadable: 3).rawValue == 2)
  }

  @Test func aClosedOutputEndsTheProgramQuietly() async {
    let endless = Command("endless", abstract: "Print for ever.") { invocation in
      while true { try invocation.console.print("line") }
    }
    let errors = CapturedOutput()
    let code = await Program(endless, version: "1").run(
      [], environment: Environment([:]), output: CapturedOutput(limit: 1 << 17), errors: errors)
    #expect(code == .success)
    #expect(errors.text.isEmpty)
  }

  @Test func aPipeThatNobodyReadsIsAClosedOutput() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let sink = DescriptorSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    #expect(throws: OutputClosed.self) { try sink.write([1]) }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func aFullDeviceIsAFailure() async throws {
    let full = try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
    let errors = CapturedOutput()
    let code = await SampleProgram.program.run(
      ["find"], environment: Environment([:]),
      output: DescriptorSink(descriptor: full.fileDescriptor), errors: errors)
    #expect(code == .failure)
    #expect(errors.text.contains("cannot write the output"))
  }

  // The signals are sent to the process, not raised: the threads that tests run on mask them.

  @Test func theFirstInterruptionAsksTheWorkToStop() async {
    await #expect(processExitsWith: .exitCode(7)) {
      Interruption.install()
      guard !Interruption.token.isCancelled else { exit(1) }
      kill(getpid(), SIGINT)
      for _ in 0..<1000 where !Interruption.token.isCancelled { usleep(2000) }
      exit(Interruption.token.isCancelled ? 7 : 2)
    }
  }

  @Test func theSecondInterruptionEndsTheProcess() async {
    await #expect(processExitsWith: .exitCode(130)) {
      Interruption.install()
      kill(getpid(), SIGTERM)
      for _ in 0..<1000 where !Interruption.token.isCancelled { usleep(2000) }
      kill(getpid(), SIGINT)
      sleep(5)
      exit(1)
    }
  }
}
