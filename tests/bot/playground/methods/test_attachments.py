"""Pictures, animations and documents: uploaded, sent again by file_id, fetched, refused."""

import pytest

from bot.playground.methods.attachments import MEGABYTE
from bot.playground.person import Person
from bot.playground.samples import CLIP, picture
from bot.playground.server import Playground

GIF = b"GIF89a\x28\x00\x1e\x00" + bytes(20)


async def test_an_uploaded_photo_can_be_sent_again_and_fetched(api, ada: Person) -> None:
    content = picture(40, 30)
    answer = await api.upload("sendPhoto", {"photo": ("a.png", content)}, chat_id="1", caption="Look")
    (size,) = answer["result"]["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (40, 30, len(content))
    again = await api.do("sendPhoto", chat_id=1, photo=size["file_id"])
    assert again["photo"] == [size]
    assert (ada.last.media, ada.last.file_id) == ("photo", size["file_id"])
    path = (await api.do("getFile", file_id=size["file_id"]))["file_path"]
    assert (await api.http.get(f"{api.base}/file/bot{api.token}/{path}")).content == content
    assert (await api.http.get(f"{api.base}/file/bot{api.token}/photos/other.png")).status_code == 404


async def test_an_animation_tells_its_size_and_is_a_document_too(api, ada: Person) -> None:
    answer = await api.upload("sendAnimation", {"animation": ("a.gif", GIF)}, chat_id="1", duration="4")
    animation = answer["result"]["animation"]
    assert (animation["width"], animation["height"], animation["duration"]) == (40, 30, 4)
    assert answer["result"]["document"]["file_id"] == animation["file_id"]
    assert ada.last.media == "animation"


async def test_a_clip_tells_what_its_file_says(api, ada: Person) -> None:
    answer = await api.upload("sendAnimation", {"animation": ("a.mp4", CLIP)}, chat_id="1")
    animation = answer["result"]["animation"]
    assert (animation["width"], animation["height"], animation["duration"]) == (480, 480, 90)
    assert animation["mime_type"] == "video/mp4"


async def test_an_animation_that_is_none_goes_out_as_a_document(api, ada: Person) -> None:
    answer = await api.upload("sendAnimation", {"animation": ("a.txt", b"hello")}, chat_id="1")
    assert "animation" not in answer["result"]
    assert answer["result"]["document"]["file_name"] == "a.txt"


async def test_a_document_keeps_its_name(api, ada: Person) -> None:
    answer = await api.upload("sendDocument", {"document": ("export.csv", b"a,b")}, chat_id="1")
    assert answer["result"]["document"]["file_name"] == "export.csv"


async def test_an_upload_can_be_attached_by_name(api, ada: Person) -> None:
    answer = await api.upload("sendPhoto", {"pic": picture(4, 4)}, chat_id="1", photo="attach://pic")
    assert answer["ok"]
    answer = await api.upload("sendPhoto", {}, chat_id="1", photo="attach://lost")
    assert "there is no file lost" in answer["description"]


async def test_a_caption_has_at_most_1024_units(api, ada: Person) -> None:
    files = {"photo": picture(4, 4)}
    assert (await api.upload("sendPhoto", files, chat_id="1", caption="x" * 1024))["ok"]
    answer = await api.upload("sendPhoto", files, chat_id="1", caption="x" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("photo", "description"),
    [
        ("AgACnowhere", "wrong remote file identifier specified: Wrong string length"),
        ("PhAC0001_" + "0" * 40, "wrong file identifier/HTTP URL specified"),
        ("https://x.org/a.png", "failed to get HTTP URL content"),
        ("", "there is no photo in the request"),
    ],
)
async def test_a_wrong_file_identifier_is_refused(api, ada: Person, photo: str, description: str) -> None:
    assert await api.refused("sendPhoto", chat_id=1, photo=photo) == (400, f"Bad Request: {description}")


async def test_a_file_of_another_kind_is_refused(api, ada: Person) -> None:
    answer = await api.upload("sendPhoto", {"photo": picture(4, 4)}, chat_id="1")
    file_id = answer["result"]["photo"][0]["file_id"]
    refusal = await api.refused("sendAnimation", chat_id=1, animation=file_id)
    assert refusal == (400, "Bad Request: can't use file of type Photo as Animation")


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"", "file must be non-empty"),
        (b"hello", "IMAGE_PROCESS_FAILED"),
        (picture(210, 10), "PHOTO_INVALID_DIMENSIONS"),
        (picture(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
        (picture(4, 4) + bytes(10 * MEGABYTE), "file is too big for a photo"),
    ],
)
async def test_what_is_no_photo_is_refused(api, ada: Person, content: bytes, description: str) -> None:
    answer = await api.upload("sendPhoto", {"photo": content}, chat_id="1")
    assert answer["description"] == f"Bad Request: {description}"


async def test_an_upload_has_at_most_50_megabytes_and_a_download_20(api, ada: Person) -> None:
    answer = await api.upload("sendDocument", {"document": bytes(50 * MEGABYTE + 1)}, chat_id="1")
    assert answer["error_code"] == 413
    answer = await api.upload("sendDocument", {"document": bytes(20 * MEGABYTE + 1)}, chat_id="1")
    file_id = answer["result"]["document"]["file_id"]
    assert await api.refused("getFile", file_id=file_id) == (400, "Bad Request: file is too big")
    assert await api.refused("getFile", file_id="nothing") == (400, "Bad Request: invalid file_id")


async def test_a_refused_message_leaves_no_file_behind(api, playground: Playground, ada: Person) -> None:
    files = {"photo": picture(4, 4)}
    answer = await api.upload("sendPhoto", files, chat_id="1", reply_markup='{"keyboard": [["a"]], "x": 1}')
    assert answer["error_code"] == 400
    sent = await api.upload("sendPhoto", files, chat_id="1")
    path = (await api.do("getFile", file_id=sent["result"]["photo"][0]["file_id"]))["file_path"]
    assert path == "photos/file_0.png"
