#!/usr/bin/env python3
"""Writes the token ids that public tokenizers give for 1,000 sentences, for Tests/EmbeddingsTests.

    pip install ftfy regex numpy sentencepiece && pip install --no-deps open_clip_torch
    tools/tokenizer_fixtures.py clip --vocabulary bpe_simple_vocab_16e6.txt.gz
    tools/tokenizer_fixtures.py sentencepiece

The sentences are drawn with a fixed seed. The vocabulary of CLIP is not part of this repository; the
SentencePiece models are small ones, trained here on the same sentences.
"""
import argparse
import html.entities
import importlib.util
import json
import pathlib
import random
import re
import sys
import tempfile
import types
import unicodedata

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Tests/EmbeddingsTests/Fixtures"

SENTENCES = r"""
a photo of a red bus on a rainy street|Two dogs playing in the snow, one jumps|the dog's bone isn't here, we've lost it and they'll cry
I'd say it's 12:30 on 2024-05-06|A close-up of someone's hands (holding a cup)|sunset @ the beach!!! #nofilter
Ein Fuchs springt über den faulen Hund|Straßenbahn in Zürich bei Nacht|Größe und Übermut tun selten gut
Un château au bord de l'eau, l'été dernier|Où est passée la œuvre du garçon|El niño come una manzana en el jardín
O gato preto está no telhado da avó|La città è piena di caffè|Pes na zahradě, kočka na střeše, žluťoučký kůň
Zażółć gęślą jaźń|Árvíztűrő tükörfúrógép|Şişli'de yağmurlu bir İstanbul akşamı|Fête à la plage, ça va
Собака бежит по снегу|Червоний автобус на вулиці|Κόκκινο λεωφορείο στον δρόμο της πόλεως|ΟΔΟΣ ΑΘΗΝΑΣ ΣΟΦΟΣ
כלב רץ בשלג|حافلة حمراء في شارع ممطر|بچه‌ها در پارک بازی می‌کنند|दो कुत्ते बर्फ में खेल रहे हैं
বৃষ্টির দিনে লাল বাস|สุนัขวิ่งในหิมะ|Con chó chạy trong tuyết trắng|雪の中を走る犬|赤いバスが雨の通りを走る
雨中街道上的红色公共汽车|두 마리의 개가 눈에서 놀고 있다|የቀይ አውቶቡስ|წითელი ავტობუსი|Կարմիր ավտոբուս
ｆｕｌｌ ｗｉｄｔｈ　ｔｅｘｔ １２３|ﾊﾝｶｸ ｶﾀｶﾅ ﾃﾞｽ|½ cup of sugar, 3² = 9, Ⅷ kings, x₂|№ 5 — the “best” perfume’s ‘note’…
🐕 running in the ❄️|👨‍👩‍👧‍👦 family at the 🏖️|flag 🇩🇪🇫🇷 and 👍🏽 thumbs|I ❤ NY ☂☔ 😂😂😂|🏴󠁧󠁢󠁷󠁬󠁳󠁿 dragon
&lt;b&gt;bold&lt;/b&gt; text &amp; more|caf&eacute; &#233; &#xe9; &EACUTE; &nbsp; end|AT&amp;amp;T &ampersand &notit; &copy 2024 &hellip;
<p>caf&eacute; &amp; bar</p>|fish &chips; &unknown; &#0; &#128; &#x110000; &#59;|R&D, Q&A, 5 > 3 & 2 < 4
cafe\u0301 vs caf\u00e9|A\u030angstro\u0308m \u212b|o\ufb03ce \ufb01sh \ufb02ow \u01c4 \u0133|\u1e9b\u0323 long \u017f's
  leading   and\ttabs\u00a0nbsp\u2003em\u3000ideographic \n\n lines \r\n end  |zero\u200bwidth\u200djoiner\ufeffbom
bell\u0007 null\u0000 esc\u001b[31mred\u001b[0m del\u007f|c1 \u0085 next \u0093quoted\u0094|unit\u001fseparator\u001cfile
IMG_20240506_123456.jpg|https://example.com/path?q=dog&lang=en#top|user@mail.org $9.99 50% ~/x\\y {a}[b]|e=mc^2 <start_of_text> a <END_OF_TEXT>
İSTANBUL ISPARTA ıslak|ǅ Ǆ ĳ ŉ titlecase|\u2160\u2161\u2162 roman ①②③|ªº ordinal ʰʲ modifier|한글 ᄒ\u1161\u11ab jamo|...???!!!---
antidisestablishmentarianism supercalifragilisticexpialidocious|'s 't 're 've 'm 'll 'd 'S 'RE ''s|don't DON'T don’t
""".strip()

PIECES = [
    "a photo of", "the", "a", "two", "three dogs", "red", "blue-green", "very old", "castle", "bicycle",
    "on the", "in front of", "mountain", "lake", "at night", "in winter", "with", "her", "father's",
    "umbrella", "12", "1999", "No.", "½", "&amp;", "&quot;", "&eacute;", "é", "Ü", "ß", "ñ", "ø", "Ł",
    "солнце", "море", "θάλασσα", "海", "山", "犬", "猫が", "바다", "שמש", "شمس", "सूरज", "ทะเล", "🐶", "🌊",
    "👩‍🚀", "🇯🇵", "❤️", "...", "!", "?!", "—", "“quoted”", "‘x’", "'s", "'ll", "(", ")", "#tag", "@me",
    "\t", "  ", "\u00a0", "\u2009", "\n", "e\u0301", "n\u0303", "\u200d", "\ufeff", "\u0007", "Σ", "ΑΣ", "İ", "ﬁ",
    "ＡＢＣ", "ﾊﾟ", "x²", "H₂O", "<br>", "&lt;", "&#39;", "&#x27;", "_under_score_", "CamelCase", "ALLCAPS",
    "photograph", "watercolour", "portrait", "landscape", "macro", "bokeh", "sepia", "b&w", "35mm", "f/2.8",
]

RANGES = [
    (0x20, 0x7E), (0xA1, 0x17F), (0x180, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF),
    (0x5D0, 0x5EA), (0x620, 0x64A), (0x905, 0x939), (0xE01, 0xE3A), (0x1E00, 0x1EFF), (0x2000, 0x206F),
    (0x20A0, 0x20BF), (0x2100, 0x218B), (0x2190, 0x21FF), (0x2460, 0x24FF), (0x3041, 0x3096),
    (0x30A1, 0x30FA), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0xFF01, 0xFFEE), (0x1F300, 0x1F64F),
]


def sentences():
    """1,000 different texts: written ones, mixtures of pieces, references, random characters."""
    draw = random.Random(20)
    texts = [decoded(text) for line in SENTENCES.split("\n") for text in line.split("|")]
    names = sorted(html.entities.html5)
    while len(texts) < 1000:
        kind = draw.random()
        if kind < 0.6:
            text = draw.choice(["", " "]).join(draw.choices(PIECES, k=draw.randint(1, 14)))
        elif kind < 0.7:
            text = " ".join(draw.choices(PIECES, k=draw.randint(30, 120)))
        elif kind < 0.85:
            text = " ".join("&" + draw.choice(names) for _ in range(draw.randint(1, 5)))
            text += draw.choice(["", "x", " tail", " <"])
        else:
            low, high = draw.choice(RANGES)
            text = "".join(chr(draw.randint(low, high)) for _ in range(draw.randint(1, 40)))
        if text not in texts and acceptable(text):
            texts.append(text)
    return texts


def decoded(text):
    """The escapes of a text that is written above."""
    return re.sub(r"\\u([0-9a-f]{4})|\\([tnr\\])",
                  lambda m: chr(int(m[1], 16)) if m[1] else
                  {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[m[2]], text)


def acceptable(text):
    """Leaves out what ftfy takes for text in the wrong encoding, which Semblance does not guess at,
    and characters that are newer than the Unicode of this Python."""
    import ftfy
    plain = ftfy.TextFixerConfig(fix_encoding=False)
    return ftfy.fix_text(text) == ftfy.fix_text(text, plain) and \
        not any(unicodedata.category(c) == "Cn" for c in text)


def simple_tokenizer(vocabulary):
    """OpenCLIP's tokenizer alone: its module needs torch only for what is not used here."""
    if importlib.util.find_spec("torch") is None:
        torch = types.ModuleType("torch")
        torch.LongTensor = torch.Tensor = object
        sys.modules["torch"] = torch
    folder = importlib.util.find_spec("open_clip").submodule_search_locations[0]
    spec = importlib.util.spec_from_file_location("tokenizer", folder + "/tokenizer.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SimpleTokenizer(bpe_path=vocabulary)


def write(name, rows):
    with open(FIXTURES / name, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")
    print(f"{name}: {len(rows)} rows")


def clip(arguments):
    tokenizer = simple_tokenizer(arguments.vocabulary)
    write("clip_tokens.json", [[text, tokenizer.encode(text)] for text in sentences()])


def rules():
    """A small table of replacements for the normaliser; the usual one takes 240 kB."""
    rows = []
    for code in [*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0xFB00, 0xFB07), *range(0xFF01, 0xFF9F),
                 0x09, 0x0A, 0xA0, 0x2003, 0x3000, 0x00BD, 0x2026, 0x2122]:
        text = unicodedata.normalize("NFKC", chr(code)).lower()
        text = " " if chr(code).isspace() else text
        if text != chr(code):
            rows.append((chr(code), text))
    rows += [("e\u0301", "\u00e9"), ("n\u0303", "\u00f1"), ("\u200b", ""), ("...", "\u2026"), ("???", "?")]
    return ["\t".join(" ".join(format(ord(c), "X") for c in side) for side in row) for row in sorted(rows)]


def sentencepiece(arguments):
    import sentencepiece
    texts = sentences()
    training = [t.replace("\n", " ").replace("\0", "") for t in texts]
    variants = {
        "unigram": dict(model_type="unigram", vocab_size=900, character_coverage=0.98),
        "bpe": dict(model_type="bpe", vocab_size=1400, character_coverage=0.98, byte_fallback=True,
                    normalization_rule_name="identity", add_dummy_prefix=False,
                    remove_extra_whitespaces=False, user_defined_symbols=["<br>", "dog"]),
    }
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as table:
        table.write("\n".join(rules()) + "\n")
        table.flush()
        variants["unigram"]["normalization_rule_tsv"] = table.name
        for name, options in variants.items():
            prefix = str(FIXTURES / f"sp_{name}")
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=iter(training), model_prefix=prefix, num_threads=1,
                pad_id=0, eos_id=1, bos_id=2, unk_id=3, minloglevel=2, hard_vocab_limit=False, **options)
            pathlib.Path(prefix + ".vocab").unlink()
            processor = sentencepiece.SentencePieceProcessor(model_file=prefix + ".model")
            write(f"sp_{name}_tokens.json", [processor.encode(text) for text in texts])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("clip")
    command.add_argument("--vocabulary", required=True)
    command.set_defaults(run=clip)
    commands.add_parser("sentencepiece").set_defaults(run=sentencepiece)
    arguments = parser.parse_args()
    FIXTURES.mkdir(parents=True, exist_ok=True)
    arguments.run(arguments)


if __name__ == "__main__":
    main()
