package import Core
package import HTTPKit

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where the web app lies once it was built.
package enum WebFolder {
  /// The folder that was named; else the one that is installed with the program; else that of the
  /// checkout in which the program was built. `nil` when there is none.
  ///
  /// - Throws: a fault when the named folder cannot be opened.
  package static func found(named: FilePath?) throws(Fault) -> StaticFolder? {
    if let named { return try StaticFolder(at: named) }
    guard let program = programFolder() else { return nil }
    return places(of: program).lazy.compactMap { place in
      isApp(place) ? try? StaticFolder(at: place) : nil
    }.first
  }

  static func places(of program: FilePath) -> [FilePath] {
    var places = [program.parent?.appending("share/semblance/web")].compactMap(\.self)
    var above = program.parent
    for _ in 0..<3 {
      above = above?.parent
      if let above { places.append(above.appending("web/dist")) }
    }
    return places
  }

  private static func isApp(_ place: FilePath) -> Bool {
    place.appending("index.html").withCString { access($0, R_OK) == 0 }
  }

  /// The folder of the running program.
  private static func programFolder() -> FilePath? {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &bytes, bytes.count)
    guard count > 0, count < bytes.count else { return nil }
    return FilePath(bytes: bytes[..<count]).parent
  }
}
