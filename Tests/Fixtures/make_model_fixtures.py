"""Writes the tiny models of Tests/ModelsTests/Fixtures, and what ONNX Runtime and Hugging Face's tokenizers
make of a picture and of texts with them.

    make_model_fixtures.py OUT     (needs onnx, onnxruntime, numpy, tokenizers, sentencepiece)

All look at pictures of 8×8 and give four numbers. Their inputs and outputs have the names and shapes of
exports in the field: Hugging Face's (Xenova's, Optimum's), Immich's, SigLIP's.
"""

import io
import json
import os
import sys

import numpy as np
import onnx
import onnxruntime
import sentencepiece
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

SIDE, WIDTH, VOCABULARY = 8, 4, 640
FLOAT, INT64, INT32 = TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32
TEXTS = ["a red bus", "A Red  BUS, on the street!", "dogs & cats", "the ① white café", "zzz 日本"]
LINES = ["a red bus on the street", "a white dog and a black cat", "two cats sit on the red sofa",
         "the street is white with snow", "dogs and cats", "a bus stands in the street of the town",
         "the dog sits beside the bus", "a photo of a cat on the bus"] * 4


class Graph:
    def __init__(self, seed=1):
        self.random = np.random.default_rng(seed)
        self.nodes, self.weights = [], []

    def weight(self, name, array):
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def node(self, operation, inputs, output, **attributes):
        self.nodes.append(helper.make_node(operation, inputs, [output], **attributes))
        return output

    def image(self, pixels, output, width=WIDTH):
        matrix = self.random.normal(0, 0.1, (3 * SIDE * SIDE, width)).astype(np.float32)
        flat = self.node("Reshape", [pixels, self.weight("flat", np.array([0, -1], np.int64))], "flattened")
        return self.node("MatMul", [flat, self.weight("matrix", matrix)], output)

    def text(self, ids, output, mask=None):
        """The mean over the tokens that count, those later in the text a little more."""
        table = self.random.normal(0, 1, (VOCABULARY, WIDTH)).astype(np.float32)
        rows = self.node("Gather", [self.weight("table", table), ids], "rows")
        if mask:
            counted = self.node("Cast", [mask], "counted", to=FLOAT)
            counted = self.node("Unsqueeze", [counted, self.weight("last", np.array([2], np.int64))], "counted3")
            rows = self.node("Mul", [rows, counted], "kept")
        return self.node("ReduceSum", [rows, self.weight("axis", np.array([1], np.int64))], output, keepdims=0)

    def unit(self, x, output):
        length = self.node("ReduceL2", [x], x + "_length", axes=[-1], keepdims=1)
        return self.node("Div", [x, length], output)

    def save(self, path, inputs, outputs):
        graph = helper.make_graph(
            self.nodes, "tiny", [helper.make_tensor_value_info(*port) for port in inputs],
            [helper.make_tensor_value_info(*port) for port in outputs], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="semblance")
        model.ir_version = 8
        onnx.checker.check_model(model)
        onnx.save(model, path)


def pixels(name, batch="batch"):
    return (name, FLOAT, [batch, 3, SIDE, SIDE])


def write_models(out):
    def path(name):
        return os.path.join(out, name + ".onnx")

    vector = [("image_embeds", FLOAT, ["batch", WIDTH])]
    for name, seed in [("clip-vision", 1), ("clip-vision-other", 2)]:
        g = Graph(seed)
        g.image("pixel_values", "image_embeds")
        g.save(path(name), [pixels("pixel_values")], vector)
    g = Graph()
    g.image("pixel_values", "image_embeds", 6)
    g.save(path("wide-vision"), [pixels("pixel_values")], [("image_embeds", FLOAT, ["batch", 6])])
    g = Graph(3)
    g.text("input_ids", "text_embeds", "attention_mask")
    ids = [("input_ids", INT64, ["batch", "length"]), ("attention_mask", INT64, ["batch", "length"])]
    g.save(path("clip-text"), ids, [("text_embeds", FLOAT, ["batch", WIDTH])])
    # Both sides in one file, with the logits of every text and picture.
    for name, scale, bias, mask in [("clip-both", 100, 0, True), ("siglip-both", 50, -10, False)]:
        g = Graph(1)
        g.unit(g.image("pixel_values", "image_raw"), "image_embeds")
        g.random = np.random.default_rng(3)
        g.unit(g.text("input_ids", "text_raw", "attention_mask" if mask else None), "text_embeds")
        turned = g.node("Transpose", ["image_embeds"], "turned", perm=[1, 0])
        cosines = g.node("MatMul", ["text_embeds", turned], "cosines")
        scaled = g.node("Mul", [cosines, g.weight("scale", np.float32(scale))], "scaled")
        g.node("Add", [scaled, g.weight("bias", np.float32(bias))], "logits_per_text")
        g.node("Transpose", ["logits_per_text"], "logits_per_image", perm=[1, 0])
        inputs = [("input_ids", INT64, ["texts", "length"]), pixels("pixel_values", "pictures")]
        if mask:
            inputs.append(("attention_mask", INT64, ["texts", "length"]))
        logits = [("logits_per_image", FLOAT, ["pictures", "texts"]), ("logits_per_text", FLOAT, ["texts", "pictures"])]
        embeds = [("text_embeds", FLOAT, ["texts", WIDTH]), ("image_embeds", FLOAT, ["pictures", WIDTH])]
        g.save(path(name), inputs, logits + embeds)
        if name == "clip-both":
            g.save(path("logits-only"), inputs, logits)
    g = Graph(1)
    g.image("image", "embedding")
    g.save(path("immich-visual"), [pixels("image")], [("embedding", FLOAT, ["batch", WIDTH])])
    g = Graph(3)
    g.text("text", "embedding")
    g.save(path("immich-textual"), [("text", INT32, ["batch", 16])], [("embedding", FLOAT, ["batch", WIDTH])])
    g = Graph(1)
    g.image("pixel_values", "pooler_output")
    g.node("Unsqueeze", ["pooler_output", g.weight("one", np.array([1], np.int64))], "last_hidden_state")
    hidden = ("last_hidden_state", FLOAT, ["batch", "tokens", WIDTH])
    g.save(path("siglip-vision"), [pixels("pixel_values")], [hidden, ("pooler_output", FLOAT, ["batch", WIDTH])])
    g = Graph(3)
    g.text("input_ids", "pooler_output")
    g.node("Gather", ["table", "input_ids"], "last_hidden_state")
    g.save(path("siglip-text"), ids[:1], [hidden, ("pooler_output", FLOAT, ["batch", WIDTH])])


def clip_tokenizer():
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    names = letters + [letter + "</w>" for letter in letters]
    merges = [("d", "o"), ("do", "g"), ("c", "a"), ("ca", "t"), ("r", "e"), ("re", "d</w>"), ("t", "h"),
              ("th", "e</w>"), ("b", "u"), ("bu", "s</w>"), ("dog", "s</w>"), ("cat", "s</w>")]
    names += [left + right for left, right in merges] + ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {name: index for index, name in enumerate(names)}
    tokenizer = Tokenizer(models.BPE(
        vocabulary, merges, unk_token="<|endoftext|>", end_of_word_suffix="</w>", continuing_subword_prefix=""))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    words = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(words), behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False)])
    begin, end = vocabulary["<|startoftext|>"], vocabulary["<|endoftext|>"]
    tokenizer.post_processor = processors.RobertaProcessing(
        ("<|endoftext|>", end), ("<|startoftext|>", begin), trim_offsets=False, add_prefix_space=False)
    return tokenizer


def trained(**options):
    writer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES), model_writer=writer, num_threads=1, minloglevel=2, unk_id=2,
        bos_id=-1, **options)
    return sentencepiece.SentencePieceProcessor(model_proto=writer.getvalue()), writer.getvalue()


def precompiled_map(model):
    """The normaliser's table within a serialised model (field 3, in it field 2)."""
    def fields(data):
        place = 0
        while place < len(data):
            tag = data[place]
            place += 1
            if tag & 7 == 5:
                place += 4
                continue
            value = shift = 0
            while True:
                byte = data[place]
                place += 1
                value |= (byte & 127) << shift
                shift += 7
                if byte < 128:
                    break
            if tag & 7 == 2:
                yield tag >> 3, data[place:place + value]
                place += value
    normalizer = [body for field, body in fields(model) if field == 3][-1]
    return [body for field, body in fields(normalizer) if field == 2][0]


def unigram(out):
    """As the converter of Hugging Face's library writes T5's and SigLIP's kind, with a small table of its own."""
    rules = os.path.join(out, "rules.tsv")
    with open(rules, "w") as file:
        file.write("2460\t31\n9\t20\nA\t20\n")
    sp, body = trained(
        model_type="unigram", vocab_size=90, pad_id=0, eos_id=1, hard_vocab_limit=False,
        normalization_rule_tsv=rules)
    os.remove(rules)
    with open(os.path.join(out, "spiece.model"), "wb") as file:
        file.write(body)
    pieces = [(sp.id_to_piece(i), sp.get_score(i)) for i in range(sp.get_piece_size())]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=2, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Precompiled(precompiled_map(body)), normalizers.Strip(),
        normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=["$A", "</s>"], special_tokens=[("</s>", 1)])
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens(["<pad>", "</s>", "<unk>"])
    return tokenizer


def gemma():
    """As the converter writes Gemma's and SigLIP 2's kind."""
    sp, _ = trained(
        model_type="bpe", vocab_size=340, pad_id=0, eos_id=1, byte_fallback=True, add_dummy_prefix=False,
        remove_extra_whitespaces=False, normalization_rule_name="identity", hard_vocab_limit=False)
    names = [sp.id_to_piece(i) for i in range(sp.get_piece_size())]
    names = [{"</s>": "<eos>"}.get(name, name) for name in names]
    vocabulary = {name: index for index, name in enumerate(names)}
    merges = [
        (name[:cut], name[cut:]) for index, name in enumerate(names) if not sp.is_byte(index)
        for cut in range(1, len(name)) if name[:cut] in vocabulary and name[cut:] in vocabulary and index > 2]
    tokenizer = Tokenizer(models.BPE(
        vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), normalizers.Replace(" ", "▁")])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=["$A", "<eos>"], special_tokens=[("<eos>", 1)])
    tokenizer.add_special_tokens(["<pad>", "<eos>", "<unk>"])
    return tokenizer


def main(out):
    os.makedirs(out, exist_ok=True)
    write_models(out)
    made = {"clip": clip_tokenizer(), "unigram": unigram(out), "gemma": gemma()}
    for name, tokenizer in made.items():
        tokenizer.save(os.path.join(out, f"tokenizer-{name}.json"), pretty=False)
    samples = np.array([index * 7 % 256 for index in range(3 * SIDE * SIDE)], np.float32).reshape(SIDE, SIDE, 3)
    clip = [np.array(v, np.float32) for v in (
        [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])]
    half = [np.full(3, 0.5, np.float32)] * 2

    def picture(model, recipe):
        tensor = ((samples / np.float32(255) - recipe[0]) / recipe[1]).transpose(2, 0, 1)[None].astype(np.float32)
        session = onnxruntime.InferenceSession(os.path.join(out, model + ".onnx"))
        names = [port.name for port in session.get_outputs()]
        result = session.run(None, {session.get_inputs()[0].name: tensor})[
            names.index("pooler_output") if "pooler_output" in names else 0][0]
        return (result / np.linalg.norm(result)).tolist()

    def texts(ids, mask):
        session = onnxruntime.InferenceSession(os.path.join(out, "clip-text.onnx"))
        rows = session.run(None, {"input_ids": np.array(ids), "attention_mask": np.array(mask)})[0]
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).tolist()

    def padded(rows, length, padding):
        """Texts that are cut keep their end."""
        cut = [row if len(row) <= length else row[:length - 1] + row[-1:] for row in rows]
        return [row + [padding] * (length - len(row)) for row in cut]

    ids = {name: [tokenizer.encode(text).ids for text in TEXTS] for name, tokenizer in made.items()}
    # SigLIP's texts are lowered and lose their punctuation before they are cut.
    ids["unigram"] = [made["unigram"].encode("".join(
        c for c in text.lower() if c not in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")).ids for text in TEXTS]
    # Before any model's texts are cut, white space becomes single spaces.
    ids["gemma"] = [made["gemma"].encode(" ".join(text.split())).ids for text in TEXTS]
    lengths = {"clip": (77, 0), "immich": (16, 0), "unigram": (64, 1), "gemma": (64, 0)}
    ids["immich"] = ids["clip"]
    vectors = {}
    for name, (length, padding) in lengths.items():
        rows = padded(ids[name], length, padding)
        # Only Hugging Face's exports of CLIP take a mask; the other towers add up all tokens.
        count = [min(len(row), length) if name == "clip" else length for row in ids[name]]
        vectors[name] = texts(rows, [[1] * n + [0] * (length - n) for n in count])
    values = {
        "texts": TEXTS, "ids": {name: ids[name] for name in made}, "text_vectors": vectors,
        "picture": {"clip": picture("clip-vision", clip), "other": picture("clip-vision-other", clip),
                    "siglip": picture("siglip-vision", half)},
    }
    with open(os.path.join(out, "expected.json"), "w") as file:
        json.dump(values, file, ensure_ascii=False)
        file.write("\n")


main(*sys.argv[1:])
