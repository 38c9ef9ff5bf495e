#!/usr/bin/env python3
"""Trains two small SentencePiece models on the sentences of clip_tokens.json and writes them, with the ids
that the public library gives every sentence, to Tests/EmbeddingsTests/Fixtures.

    pip install sentencepiece==0.2.3 && tools/sentencepiece_fixtures.py

unigram.model is of the kind of T5 and SigLIP (NFKC, spaces tidied and put before), bpe.model of that of
Gemma and SigLIP 2 (nothing changed, unknown letters as bytes).
"""
import json
import os

import sentencepiece

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Tests/EmbeddingsTests/Fixtures")
EXTRA = ["", " ", "  two  spaces ", "\ttab\nline", "ﬁne ①②③ Ｆｕｌｌ ｗｉｄｔｈ", "e\u0301 é", "日本語のテスト",
         "☃☃☃ snow", "a\u200bb", "▁▁ under", "x" * 60, "<unk> </s> <s>", "\u00a0no-break\u3000wide",
         "half\u0000nul", "zwj 👩‍👩‍👧", "[mask] and [mask]s", "a[mask]b"]


def main():
    with open(os.path.join(FOLDER, "clip_tokens.json")) as file:
        texts = [row[0] for row in json.load(file)]
    lines = [" ".join(text.split()) for text in texts if text.strip()]
    train = dict(sentence_iterator=None, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, num_threads=1,
                 minloglevel=2, user_defined_symbols=["[mask]"])
    for name, options in {
            "unigram": dict(model_type="unigram", vocab_size=1000, character_coverage=0.98,
                            normalization_rule_name="nmt_nfkc"),
            "bpe": dict(model_type="bpe", vocab_size=1600, character_coverage=0.98,
                        byte_fallback=True, normalization_rule_name="identity",
                        add_dummy_prefix=False, remove_extra_whitespaces=False)}.items():
        with open(os.path.join(FOLDER, name + ".model"), "wb") as file:
            sentencepiece.SentencePieceTrainer.train(
                **{**train, **options, "sentence_iterator": iter(lines), "model_writer": file})
    models = [sentencepiece.SentencePieceProcessor(
        model_file=os.path.join(FOLDER, name + ".model")) for name in ("unigram", "bpe")]
    rows = [[text] + [model.encode(text) for model in models] for text in texts + EXTRA]
    with open(os.path.join(FOLDER, "sentencepiece.json"), "w") as file:
        json.dump(rows, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
