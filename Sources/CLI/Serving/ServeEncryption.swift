import CommandKit
import Core
import Engine
import HTTPKit

/// The options of `semblance serve` for connections that are encrypted.
enum ServeEncryption {
  static let certificate = Option(
    "tls-cert", .file, environment: "SEMBLANCE_TLS_CERT",
    help: "Serve over HTTPS with the certificate (PEM, with its chain) in this file.")
  static let key = Option(
    "tls-key", .file, environment: "SEMBLANCE_TLS_KEY",
    help: "The private key (PEM) that belongs to the certificate.")

  /// - Throws: a fault when one comes without the other, or cannot be read.
  static func apply(_ invocation: Invocation, to settings: inout ServerSettings) throws {
    switch (invocation[certificate], invocation[key]) {
    case (nil, nil): return
    case (let certificate?, let key?):
      settings.certificate = try pem(certificate, "CERTIFICATE")
      settings.privateKey = try pem(key, "PRIVATE KEY")
    default:
      throw Fault(
        "serve.encryption", .user, "a certificate and its key are needed together",
        remedy: "Give both --tls-cert and --tls-key.")
    }
  }

  private static func pem(_ path: FilePath, _ kind: String) throws -> String {
    let contents = try FileContents(reading: try path.absolute(), limit: 1 << 20)
    let text = contents.withBytes { String(decoding: $0, as: UTF8.self) }
    guard text.contains("-----BEGIN "), text.contains("\(kind)-----"), !text.contains("\0") else {
      throw Fault(
        "serve.encryption", .user, "there is no \(kind.lowercased()) in PEM form in the file",
        remedy: "A file in PEM form has a line -----BEGIN … \(kind)-----.", path: path)
    }
    return text
  }
}
