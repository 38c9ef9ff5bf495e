internal import Synchronization

/// Bytes on their way between a connection's thread and a task: one side puts, the other takes, and
/// who is ahead waits. Neither side ever blocks a thread.
final class Pipe: Sendable {
  /// Bytes that may wait before the putting side is held back.
  static let capacity = 256 << 10

  private struct State {
    var pieces: [[UInt8]] = []
    var head = 0
    var count = 0
    var isFinished = false
    var isBroken = false
    var taker: CheckedContinuation<[UInt8]?, any Error>?
    var putter: CheckedContinuation<Void, any Error>?
    /// Called once when there is room again, or bytes again, for a side that is no task.
    var wake: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  struct Broken: Error {}

  // MARK: A connection puts, a task takes

  /// Puts bytes. Returns false when the pipe is full now: `wake` will be called when there is room.
  func put(_ bytes: [UInt8], wake: @escaping @Sendable () -> Void) -> Bool {
    let (taker, goesOn) = state.withLock {
      state -> (CheckedContinuation<[UInt8]?, any Error>?, Bool) in
      if state.isBroken { return (nil, true) }
      if let taker = state.taker {
        state.taker = nil
        return (taker, true)
      }
      state.pieces.append(bytes)
      state.count += bytes.count
      guard state.count >= Self.capacity else { return (nil, true) }
      state.wake = wake
      return (nil, false)
    }
    taker?.resume(returning: bytes)
    return goesOn
  }

  /// The next piece, `nil` after the last.
  func take() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (result, wake) = state.withLock {
          state -> (Result<[UInt8]?, any Error>?, (@Sendable () -> Void)?) in
          if let piece = Self.next(&state) {
            let wake = state.count < Self.capacity / 2 ? state.wake : nil
            if wake != nil { state.wake = nil }
            return (.success(piece), wake)
          }
          if state.isBroken { return (.failure(Broken()), nil) }
          if state.isFinished { return (.success(nil), nil) }
          state.taker = continuation
          return (nil, nil)
        }
        wake?()
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      breakOff()
    }
  }

  // MARK: A task puts, a connection takes

  /// Puts bytes and returns when there is room for more.
  func put(_ bytes: [UInt8]) async throws {
    if bytes.isEmpty { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (isDone, isBroken, wake) = state.withLock {
          state -> (Bool, Bool, (@Sendable () -> Void)?) in
          if state.isBroken { return (true, true, nil) }
          state.pieces.append(bytes)
          state.count += bytes.count
          let wake = state.wake
          state.wake = nil
          if state.count < Self.capacity { return (true, false, wake) }
          state.putter = continuation
          return (false, false, wake)
        }
        wake?()
        if isBroken {
          continuation.resume(throwing: CancellationError())
        } else if isDone {
          continuation.resume()
        }
      }
    } onCancel: {
      breakOff()
    }
  }

  enum Taken { case bytes(Int), waiting, finished, broken }

  /// Copies what is there, at most the buffer's size. When there is nothing yet, `beforeWaiting` is
  /// called while nothing can be put, and `wake` when something was.
  func take(
    into buffer: UnsafeMutableRawBufferPointer, beforeWaiting: () -> Void,
    wake: @escaping @Sendable () -> Void
  ) -> Taken {
    let (taken, putter) = state.withLock {
      state -> (Taken, CheckedContinuation<Void, any Error>?) in
      var copied = 0
      while copied < buffer.count, state.head < state.pieces.count {
        let piece = state.pieces[state.head]
        let count = min(piece.count, buffer.count - copied)
        piece.withUnsafeBytes { bytes in
          UnsafeMutableRawBufferPointer(rebasing: buffer[copied...])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
        copied += count
        if count == piece.count {
          state.head += 1
        } else {
          state.pieces[state.head] = Array(piece[count...])
        }
      }
      if state.head == state.pieces.count { (state.pieces, state.head) = ([], 0) }
      state.count -= copied
      if copied > 0 {
        guard state.count < Self.capacity / 2, let putter = state.putter else {
          return (.bytes(copied), nil)
        }
        state.putter = nil
        return (.bytes(copied), putter)
      }
      if state.isBroken { return (.broken, nil) }
      if state.isFinished { return (.finished, nil) }
      beforeWaiting()
      state.wake = wake
      return (.waiting, nil)
    }
    putter?.resume()
    return taken
  }

  // MARK: Ends

  /// Nothing more is put.
  func finish() {
    let (taker, wake) = state.withLock { state in
      state.isFinished = true
      defer { (state.taker, state.wake) = (nil, nil) }
      return (state.taker, state.wake)
    }
    taker?.resume(returning: nil)
    wake?()
  }

  /// One side is gone: the other learns of it at once.
  func breakOff() {
    let (taker, putter, wake) = state.withLock { state in
      state.isBroken = true
      (state.pieces, state.head, state.count) = ([], 0, 0)
      defer { (state.taker, state.putter, state.wake) = (nil, nil, nil) }
      return (state.taker, state.putter, state.wake)
    }
    taker?.resume(throwing: Broken())
    putter?.resume(throwing: CancellationError())
    wake?()
  }

  private static func next(_ state: inout State) -> [UInt8]? {
    guard state.head < state.pieces.count else { return nil }
    let piece = state.pieces[state.head]
    state.head += 1
    state.count -= piece.count
    if state.head == state.pieces.count { (state.pieces, state.head) = ([], 0) }
    return piece
  }
}
