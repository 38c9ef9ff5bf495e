import Core
import Testing

@testable import Transfers

/// Which addresses are fetched from.
@Suite struct AddressTests {
  @Test(arguments: [
    "https://huggingface.co/a/b", "https://host:8443/x?y=1", "http://localhost:8080/x",
    "http://127.0.0.1/x", "http://127.3.2.1/x", "http://[::1]:9/x",
  ])
  func addressesThatAreFine(text: String) throws {
    #expect(try TransferAddress(text).text == text)
  }

  @Test(arguments: [
    "", "model", "/etc/passwd", "file:///etc/passwd", "ftp://host/x", "http://host/x",
    "http://127.0.0.1.example.com/x", "http://128.0.0.1/x", "http://10.0.0.1/x",
    "http://localhost.example.com/", "https://user@host/x", "https://user:word@host/x",
    "https://", "scp://host/x", "https://host/\u{1}", "http://[::2]/x", "http://0.0.0.0/x",
    "javascript:alert(1)", "https://a b/",
  ])
  func addressesThatAreRefused(text: String) {
    #expect(throws: Fault.self) { try TransferAddress(text) }
  }

  @Test func redirectsAreReadRelativeToTheAddress() throws {
    let address = try TransferAddress("https://host/a/b?c=d#e")
    #expect(address.text == "https://host/a/b?c=d")
    #expect(try address.following("/x").text == "https://host/x")
    #expect(try address.following("y?z").text == "https://host/a/y?z")
    #expect(try address.following("//other/x").text == "https://other/x")
    #expect(throws: Fault.self) { try address.following("http://127.0.0.1/x") }
    let plain = try TransferAddress("http://127.0.0.1/x")
    #expect(try plain.following("https://host/").text == "https://host/")
    #expect(throws: Fault.self) { try plain.following("http://host/") }
  }

  @Test func namesBelowAFolderAreEscaped() throws {
    let folder = try TransferAddress("https://host/models?token=1")
    #expect(
      try folder.appending("a b/ü?#%.onnx").text == "https://host/models/a%20b/%C3%BC%3F%23%25.onnx"
    )
  }
}
