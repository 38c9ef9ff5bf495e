internal import Catalogue
internal import Synchronization

/// Images handed out to threads.
final class ImageList: Sendable {
  private let images: [ImageID]
  private let place: Mutex<Int>

  init(_ images: [ImageID]) {
    self.images = images
    place = Mutex(0)
  }

  func next() -> ImageID? {
    place.withLock { place in
      guard place < images.count else { return nil }
      defer { place += 1 }
      return images[place]
    }
  }

  func stop() { place.withLock { $0 = images.count } }
}
