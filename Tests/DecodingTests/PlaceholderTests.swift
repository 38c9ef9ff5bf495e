import Core
import Decoding
import Testing

@Suite struct BlurPlaceholderTests {}
