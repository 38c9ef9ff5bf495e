import Testing

@testable import Core

struct LaggingTests {
  @Test func aValueStandsTwentyTimesAsLongAsItTook() {
    let start = ContinuousClock.now
    let value = Lagging(1, made: start, took: .milliseconds(10))
    #expect(value.mayStand(at: start + .milliseconds(199)))
    #expect(!value.mayStand(at: start + .milliseconds(200)))
  }

  @Test func noValueStandsLongerThanASecond() {
    let start = ContinuousClock.now
    let value = Lagging(1, made: start, took: .seconds(5))
    #expect(value.mayStand(at: start + .milliseconds(999)))
    #expect(!value.mayStand(at: start + .seconds(1)))
  }

  @Test func whatFailsIsNotKept() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      _ = try Lagging { () throws(Failure) -> Int in throw Failure() }
    }
  }
}
