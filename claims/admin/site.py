"""The face of the admin."""

from django.contrib import admin

admin.site.site_title = admin.site.site_header = "Counterclaim"
admin.site.index_title = "Curation"
admin.site.enable_nav_sidebar = False  # the lists need the room; the records stand in the header instead
