import Core
import Foundation
import HTTPKit
import TestSupport
import Testing

@testable import Transfers

/// Servers have to prove who they are.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"),
    "needs the command openssl"))
struct EncryptionTests {
  private let folder: TemporaryFolder
  private let certificate: FilePath

  init() throws {
    folder = try TemporaryFolder()
    certificate = folder.path.appending("cert.pem")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
      "-addext", "subjectAltName=DNS:localhost", "-keyout",
      folder.path.appending("key.pem").display, "-out", certificate.display,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private static func code(
    _ address: String, trusting certificates: FilePath?, to place: FilePath
  ) -> String? {
    do {
      var settings = TransferSettings()
      settings.certificates = certificates
      var downloader = try Downloader(settings)
      _ = try downloader.fetch(DownloadWish(try TransferAddress(address), to: place))
      return nil
    } catch {
      return (error as? Fault)?.code.name ?? "\(error)"
    }
  }

  @Test func onlyATrustedServerOfThatNameIsBelieved() async throws {
    let route = Route(.get, "/f", name: "f") { _ in HTTPResponse(.ok, [:], .bytes([1, 2, 3])) }
    var settings = ServerSettings()
    settings.certificate = try String(
      contentsOf: URL(filePath: certificate.display), encoding: .utf8)
    settings.privateKey = try String(
      contentsOf: folder.url.appending(path: "key.pem"), encoding: .utf8)
    let server = try HTTPServer(HTTPApplication(router: Router([route])), settings: settings)
    let (port, place) = (server.port, folder.path.appending("f"))
    let codes = await withTaskExecutorPreference(ClientThread()) {
      await Self.codes(port, certificate, place)
    }
    await server.stop(grace: .seconds(1))
    #expect(
      codes == [
        "transfer.untrusted", nil, "transfer.untrusted", "transfer.certificates",
      ])
    #expect(try [UInt8](Data(contentsOf: URL(filePath: place.display))) == [1, 2, 3])
  }

  @concurrent
  private static func codes(
    _ port: UInt16, _ certificate: FilePath, _ place: FilePath
  ) async -> [String?] {
    [
      code("https://localhost:\(port)/f", trusting: nil, to: place),
      code("https://localhost:\(port)/f", trusting: certificate, to: place),
      // The certificate is of another name.
      code("https://127.0.0.1:\(port)/f", trusting: certificate, to: place),
      code("https://localhost:\(port)/f", trusting: "/nowhere.pem", to: place),
    ]
  }
}
